"""Accounts at the broker that are the system's own: no device may bear their names."""

BRIDGE_ACCOUNTS = tuple(f"bridge-{worker}" for worker in range(4))
GATEWAY_ACCOUNT = "traccar-gateway"
# Gets a new password with every change of the accounts: when it can log in, the broker has read them all.
PROBE_ACCOUNT = "sigap-probe"
SERVICE_ACCOUNTS = (*BRIDGE_ACCOUNTS, GATEWAY_ACCOUNT)
RESERVED = frozenset({PROBE_ACCOUNT, *SERVICE_ACCOUNTS})  # a device of that name would speak with a bridge's rights
