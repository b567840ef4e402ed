"""An agency system in the seat of social insurance: it issues the health-insurance cards of children under six."""
