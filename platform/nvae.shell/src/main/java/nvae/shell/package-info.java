/**
 * What a person types: the same commands from a terminal's command line and in the interactive shell. A command reads its arguments with
 * picocli, asks the host, and writes text, or JSON for a program.
 */
package nvae.shell;
