/**
 * The live page: what a study's folder holds, in a browser, as it grows. The bundle reads the ledger and the run folders and writes
 * neither; what a person does to a running study goes through {@link nvae.study.run.RunControl}.
 */
package nvae.web;
