// The city's setup: users, fleet, response plans; every list with its form, for supervisors and admins.
import type { ComponentType } from "react";
import { useLocation, useParams } from "wouter";
import type { Role } from "../../base/api/answers";
import { useAccount } from "../../base/api/session";
import { Closures } from "./closures";
import { Devices } from "./devices";
import { EventLog } from "./event-log";
import { Plans } from "./plans";
import { Agencies, Hospitals, Stations } from "./roster";
import { Types } from "./types";
import { Units } from "./units";
import { Users } from "./users";
import { useWords } from "./words";
import "./setup.css";

const SECTIONS = {
  users: Users,
  devices: Devices,
  units: Units,
  stations: Stations,
  agencies: Agencies,
  hospitals: Hospitals,
  types: Types,
  plans: Plans,
  closures: Closures,
  log: EventLog,
} as const satisfies Record<string, ComponentType>;

type Section = keyof typeof SECTIONS;

const ONLY_FOR: Partial<Record<Section, Role>> = { users: "admin" };

export default function SetupScreen() {
  const { t } = useWords();
  const { role } = useAccount();
  const sections = (Object.keys(SECTIONS) as Section[]).filter((name) => (ONLY_FOR[name] ?? role) === role);
  const { part } = useParams<{ part?: string }>();
  const [, go] = useLocation();
  const section = sections.find((name) => name === part) ?? "units";
  const Content = SECTIONS[section];
  return (
    <div className="setup">
      <nav aria-label={t("sections")}>
        {sections.map((name) => (
          <button
            key={name}
            type="button"
            aria-current={section === name ? "page" : undefined}
            onClick={() => go(`/setup/${name}`)}
          >
            {t(`section.${name}`)}
          </button>
        ))}
      </nav>
      <section className="setup-section" aria-labelledby="setup-heading">
        <div className="row wrap">
          <h1 id="setup-heading">{t(`section.${section}`)}</h1>
          <p className="muted">{t(`about.${section}`)}</p>
        </div>
        <Content key={section} />
      </section>
    </div>
  );
}
