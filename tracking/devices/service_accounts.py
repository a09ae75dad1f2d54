"""The system's own accounts at the broker: no device may have their names."""

_FIXES = "-fixes"


def fix_account(bridge: str) -> str:
    """Return a bridge's second account, which takes fixes: the broker allows one session per account."""
    return f"{bridge}{_FIXES}"


def whose_password(account: str) -> str:
    """Return the account whose password it uses: a bridge has two accounts and one password."""
    return account.removesuffix(_FIXES)


BRIDGE_ACCOUNTS = tuple(f"bridge-{worker}" for worker in range(4))
FIX_ACCOUNTS = tuple(fix_account(bridge) for bridge in BRIDGE_ACCOUNTS)
GATEWAY_ACCOUNT = "traccar-gateway"
# Gets a new password with every change of accounts: once it can log in, the broker has read them all.
PROBE_ACCOUNT = "sigap-probe"
SERVICE_ACCOUNTS = (*BRIDGE_ACCOUNTS, *FIX_ACCOUNTS, GATEWAY_ACCOUNT)
RESERVED = frozenset({PROBE_ACCOUNT, *SERVICE_ACCOUNTS})  # a device of such a name would have a bridge's rights
