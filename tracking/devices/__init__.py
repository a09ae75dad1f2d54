"""Devices: added, revoked, provisioned; what each last reported of itself, and how well it reports."""
