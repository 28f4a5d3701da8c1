package nvae.shell;

import picocli.CommandLine.Mixin;

/** What all commands that train share. */
final class RunOptions {
    @Mixin
    private SlotOptions slots;

    @Mixin
    private LivePageOption web;

    @Mixin
    private WebhookOption webhook;

    @Mixin
    private RunsOption runs;

    @Mixin
    private JsonOutput json;

    SlotOptions slots() {
        return slots;
    }

    LivePageOption web() {
        return web;
    }

    WebhookOption webhook() {
        return webhook;
    }

    RunsOption runs() {
        return runs;
    }

    JsonOutput json() {
        return json;
    }
}
