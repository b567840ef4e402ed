#pragma once

namespace lienthong::host {

class Agency;
class Handlers;

// Registers AgendaService, by which the authority drives this agency, and StateService, by which the coherence check
// reads what it holds. Only calls signed with the cluster's key pass.
void RegisterMachinery(Agency& agency, Handlers& handlers);

}  // namespace lienthong::host
