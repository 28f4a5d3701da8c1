package nvae.study.plan;

import java.util.Map;
import nvae.study.manifest.Location;
import nvae.study.manifest.Node;

/**
 * One value of an axis.
 *
 * @param label what a person calls it
 * @param settings path, as the manifest writes it, to the value set there
 * @param change the same as a configuration, to be laid over another
 */
record Level(String axis, String label, Location where, Map<String, Object> settings, Node.Mapping change) {}
