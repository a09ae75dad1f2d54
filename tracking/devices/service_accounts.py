"""Accounts at the broker that are the system's own: no device may bear their names."""

_FIXES = "-fixes"


def fix_account(bridge: str) -> str:
    """A bridge's second account, on which it takes fixes: the broker ties one session to one account."""
    return f"{bridge}{_FIXES}"


def whose_password(account: str) -> str:
    """A bridge has two accounts and one password."""
    return account.removesuffix(_FIXES)


BRIDGE_ACCOUNTS = tuple(f"bridge-{worker}" for worker in range(4))
FIX_ACCOUNTS = tuple(fix_account(bridge) for bridge in BRIDGE_ACCOUNTS)
GATEWAY_ACCOUNT = "traccar-gateway"
# Gets a new password with every change of the accounts: when it can log in, the broker has read them all.
PROBE_ACCOUNT = "sigap-probe"
SERVICE_ACCOUNTS = (*BRIDGE_ACCOUNTS, *FIX_ACCOUNTS, GATEWAY_ACCOUNT)
RESERVED = frozenset({PROBE_ACCOUNT, *SERVICE_ACCOUNTS})  # a device of that name would speak with a bridge's rights
