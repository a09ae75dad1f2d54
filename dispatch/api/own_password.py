"""A person's own password: changed by anybody who knows the old one."""

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S
from core.access.log_in import fingerprint
from core.access.login_limiter import Guesser
from core.domain.password import MIN_LENGTH
from dispatch.access.change_own_password import change_own_password
from dispatch.api.access import Anybody, token_of
from dispatch.api.bodies import Body
from dispatch.api.desk import DeskAtHand
from dispatch.api.session import address_of, patience
from dispatch.api.version_1 import version_1

router = version_1("/me/password")


class NewPasswordIn(Body):
    old_password: str = Field(min_length=1, max_length=500, repr=False)
    new_password: str = Field(max_length=500, repr=False, description=f"at least {MIN_LENGTH} characters")


@router.post("", status_code=204)
async def post_own_password(body: NewPasswordIn, by: Anybody, request: Request, desk: DeskAtHand) -> Response:
    """No command with a key: a fingerprint of each is stored, and a password must not be guessable from it."""
    token = token_of(request, desk)
    guesser = Guesser(by.username, address_of(request), browser=fingerprint(token))
    async with patience(desk, guesser), desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        await change_own_password(conn, body.old_password, body.new_password, token=token, by=by, now=desk.now())
    return Response(status_code=204)
