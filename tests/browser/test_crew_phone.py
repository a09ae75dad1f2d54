"""The crew's phone: no accidental press is sent, no urgent message goes unseen, nothing outdated looks current."""

import re

from playwright.async_api import Page, expect

from tests.browser.cable import Cable
from tests.browser.chromium import PHONE
from tests.browser.city import BALMACEDA, CREW_UNIT, City
from tests.browser.conftest import Sit
from tests.browser.hands import tap

# The only one of Chromium's conditions for installing that a test's own profile cannot meet.
OWN_PROFILE = "in-incognito"


async def accept(crew: Page) -> None:
    await crew.get_by_role("alertdialog").get_by_role("button", name="TERIMA").click()
    await expect(crew.get_by_role("alertdialog")).to_have_count(0)


async def test_a_status_pressed_by_mistake_is_taken_back_and_never_reaches_the_server(city: City, sit: Sit) -> None:
    crew = await sit("kru", viewport=PHONE)
    await crew.clock.install()
    path = await city.send("medical", CREW_UNIT)
    await accept(crew)
    sent: list[str | None] = []
    crew.on("request", lambda request: sent.append(request.post_data) if request.method == "POST" else None)

    await crew.get_by_role("button", name="BERANGKAT").click()
    await crew.get_by_role("button", name="Batalkan (10 dtk)").click()
    await crew.clock.fast_forward(12_000)

    await expect(crew.get_by_role("button", name="BERANGKAT")).to_be_visible()
    assert [each for each in sent if "acknowledged" not in (each or "")] == []
    async with city.client("budi") as client:
        (assignment,) = (await client.get(path)).json()["assignments"]
    assert "en_route" not in assignment["reached_at"]


async def test_a_new_order_alerts_again_and_again_until_it_is_touched(city: City, sit: Sit) -> None:
    crew = await sit("kru", viewport=PHONE)
    await crew.clock.install()
    await crew.evaluate("() => { window.shaken = []; navigator.vibrate = (ms) => window.shaken.push(ms); }")
    await city.send("medical", CREW_UNIT)
    alert = crew.get_by_role("alertdialog")
    await expect(alert).to_be_visible()

    await crew.keyboard.press("Escape")
    await crew.clock.fast_forward(6_000)
    await crew.clock.fast_forward(6_000)
    await expect(alert).to_be_visible()
    assert len(await crew.evaluate("() => window.shaken")) >= 3

    await accept(crew)
    assert (await crew.evaluate("() => window.shaken"))[-1] == 0


async def test_an_order_is_handed_to_the_navigation_of_the_phone(city: City, sit: Sit) -> None:
    crew = await sit("kru", viewport=PHONE)
    await city.send("medical", CREW_UNIT)
    await accept(crew)

    place = f"{BALMACEDA.lat},{BALMACEDA.lon}"
    link = crew.get_by_role("link", name="Buka navigasi")
    await expect(link).to_have_attribute("href", f"geo:{place}?q={place}")


async def test_with_a_patient_the_way_leads_to_a_hospital_and_the_desk_sees_which(city: City, sit: Sit) -> None:
    crew, dispatcher = await sit("kru", viewport=PHONE), await sit("budi")
    await crew.clock.install()
    await city.send("medical", CREW_UNIT)
    await dispatcher.locator(".queue-row").click()
    await accept(crew)
    await crew.get_by_text("Langkah lain").click()
    await tap(crew.get_by_role("button", name="ANGKUT PASIEN"))

    hospital = crew.get_by_role("list", name="Rumah sakit tujuan").get_by_role("link", name="San Juan de Dios")
    await expect(hospital).to_contain_text(re.compile(r"\d+ mnt|\d+ dtk"))
    await expect(hospital).to_have_attribute("href", re.compile(r"^geo:-29\.91"))
    await expect(crew.get_by_role("link", name="Buka navigasi")).to_have_count(0)
    await hospital.evaluate("link => link.addEventListener('click', (event) => event.preventDefault())")
    await hospital.click()
    await crew.clock.fast_forward(11_000)  # the time in which `transporting` can be taken back

    await expect(hospital).to_have_attribute("aria-current", "true")
    at_work = dispatcher.locator(f".assigned[data-unit={CREW_UNIT}]")
    await expect(at_work).to_have_attribute("data-status", "transporting")
    await expect(at_work).to_contain_text("Hospital San Juan de Dios")


async def test_the_countdown_to_a_call_for_help_is_read_aloud_once(sit: Sit) -> None:
    crew = await sit("kru", viewport=PHONE)
    await crew.clock.install()
    await crew.get_by_role("button", name="SOS", exact=True).click()
    aloud = crew.locator(".sos-note [role=alert]")
    await expect(aloud).to_have_text("SOS dikirim dalam 3 dtk")

    await crew.clock.fast_forward(1_000)

    await expect(crew.locator(".sos-note")).to_contain_text("SOS dikirim dalam 2 dtk")
    await expect(aloud).to_have_text("SOS dikirim dalam 3 dtk")
    await crew.get_by_role("button", name="Batalkan").click()


async def test_the_phone_can_install_it_and_offline_it_says_so_instead_of_showing_an_old_board(
    city: City, cable: Cable, sit: Sit
) -> None:
    crew = await sit("kru", url=cable.url, viewport=PHONE)
    await crew.evaluate("() => navigator.serviceWorker.ready")
    browser = await crew.context.new_cdp_session(crew)
    manifest = await browser.send("Page.getAppManifest")
    assert manifest["errors"] == []
    found = await browser.send("Page.getInstallabilityErrors")
    assert [each["errorId"] for each in found["installabilityErrors"] if each["errorId"] != OWN_PROFILE] == []
    await crew.reload()  # from now on the service worker serves the page
    await expect(crew.get_by_role("heading", name="Menunggu perintah")).to_be_visible()

    await cable.pull()
    await crew.reload()

    await expect(crew.get_by_text("Pusat tidak menjawab")).to_be_visible()
    await expect(crew.locator(".crew")).to_have_count(0)
    kept = await crew.evaluate(
        "async () => (await Promise.all((await caches.keys()).map(async (name) =>"
        " (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname)))).flat()"
    )
    assert kept
    assert [path for path in kept if path.startswith(("/api", "/live"))] == []

    await city.send("medical", CREW_UNIT)
    await cable.plug_in()
    await expect(crew.get_by_role("alertdialog")).to_be_visible()
