"""Devices: adding, revoking, provisioning; what each last reported about itself, and how well it reports."""
