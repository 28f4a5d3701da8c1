/**
 * The process. It stands on the plain class path with Felix, DJL, JNA, SLF4J and Gson, and boots the framework either as a host, which
 * never loads an engine, or as a worker, which loads one before the first bundle starts.
 */
package nvae.launcher;
