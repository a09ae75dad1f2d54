"""What a timer or a device starts, with nobody at the keys: alerts, automatic sending, milestones, retention."""
