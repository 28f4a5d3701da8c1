package nvae.shell;

import nvae.host.Engines;
import nvae.host.LivePages;
import nvae.host.PartRegistry;
import nvae.host.PluginFolder;
import nvae.study.catalog.PartCatalog;
import nvae.study.plan.DataDigests;
import nvae.study.plan.Planner;
import nvae.study.run.Launcher;

/** The host, as commands use it. */
record Workbench(
        PartRegistry registry, PluginFolder plugins, DataDigests data, Launcher launcher, LivePages pages, Engines engines,
        Installation installation) {

    /** The parts that are usable now. */
    PartCatalog catalog() {
        return registry.snapshot();
    }

    /** A planner over the parts that are usable now. */
    Planner planner() {
        return new Planner(catalog(), data, installation.presets());
    }
}
