"""Actions started by a timer or a device, not by a person: alerts, automatic sending, milestones, retention."""
