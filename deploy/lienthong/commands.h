#pragma once

namespace CLI {
class App;
}

// The subcommands, one file each. Every function adds its command; when it runs, it sets `exit_code`, which outlives
// the app: 0 as asked, 1 it ran and failed, 2 wrong usage.
namespace lienthong {

void AddUpCommand(CLI::App& app, int& exit_code);        // up, gateway
void AddServeCommand(CLI::App& app, int& exit_code);     // serve
void AddAgenciesCommand(CLI::App& app, int& exit_code);  // agencies
void AddCheckCommand(CLI::App& app, int& exit_code);     // check: coherence across all registries
void AddJournalCommand(CLI::App& app, int& exit_code);   // journal list|count|verify|await|export|diagram
void AddWorkflowCommand(CLI::App& app, int& exit_code);  // workflow list|lint|graph|run
void AddWorldCommand(CLI::App& app, int& exit_code);     // world list|create|fork|delete|snapshot|restore|diff
void AddVersionCommand(CLI::App& app, int& exit_code);   // version
void AddDemoCommand(CLI::App& app, int& exit_code);      // demo
void AddNationCommand(CLI::App& app, int& exit_code);    // nation show|find|export|stats|kit
void AddStoreCommand(CLI::App& app, int& exit_code);     // store info|backup|verify
void AddErrorsCommand(CLI::App& app, int& exit_code);    // errors: the catalogue of reasons

}  // namespace lienthong
