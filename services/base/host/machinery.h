#pragma once

namespace lienthong::host {

class Agency;
class Handlers;

// Registers AgendaService, by which the authority drives this agency, StateService, by which the coherence check reads
// what it holds, and JournalService, by which whoever waits for calls hears of them. Only calls signed with the cluster's
// key pass.
void RegisterMachinery(Agency& agency, Handlers& handlers);

}  // namespace lienthong::host
