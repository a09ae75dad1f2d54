// QR codes that set up a phone's tracking app in one step, drawn by the server from the values on the screen.
import { useState } from "react";
import { answerOf, client } from "../../base/api/client";
import type { components } from "../../base/api/schema";
import { useCommand } from "../../live/command";
import { CommandMessage } from "../../ui/command-message";
import { useWords } from "./words";

type Link = components["schemas"]["LinkOut"];

export function PhoneCodes({ deviceId, password }: { deviceId: string; password: string }) {
  const { t } = useWords();
  const [address, setAddress] = useState(location.origin);
  const [links, setLinks] = useState<readonly Link[]>([]);
  const command = useCommand();
  const draw = async () => {
    const drawn = await command.run(() =>
      answerOf(
        client.POST("/api/v1/device-links", { body: { device_id: deviceId, password, address: address.trim() } }),
      ),
    );
    if (drawn) setLinks(drawn);
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void draw();
      }}
    >
      <label htmlFor="phone-address">{t("device.address")}</label>
      <div className="row">
        <input
          id="phone-address"
          value={address}
          onChange={(event) => setAddress(event.target.value)}
          aria-describedby="phone-address-hint"
          maxLength={200}
        />
        <button type="submit" className="whole">
          {t("device.qr")}
        </button>
      </div>
      <p id="phone-address-hint" className="muted hint">
        {t("device.address_hint")}
      </p>
      <CommandMessage command={command} />
      <div className="qr-codes">
        {links.map(({ app, link, qr_svg }) => (
          <figure key={app}>
            <img
              src={`data:image/svg+xml,${encodeURIComponent(qr_svg)}`}
              alt={t("device.qr_alt", { app: t(`device.app.${app as "traccar"}`) })}
            />
            <figcaption>
              <a href={link}>{t(`device.app.${app as "traccar"}`)}</a>
            </figcaption>
          </figure>
        ))}
      </div>
    </form>
  );
}
