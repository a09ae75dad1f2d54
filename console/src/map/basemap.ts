// The city's own map, one file read in pieces. Failed reads are retried here: MapLibre asks for each piece only once.
import { addProtocol } from "maplibre-gl";
import { FetchSource, PMTiles, Protocol } from "pmtiles";
import { useSession } from "../base/api/session";
import { Backoff } from "../base/backoff";

const RETRY_FIRST_MS = 500;
const RETRY_MAX_MS = 8_000;
const MAY_PASS = /Bad response code: 5/;

class PatientSource extends FetchSource {
  override async getBytes(offset: number, length: number, signal?: AbortSignal, etag?: string) {
    const backoff = new Backoff(RETRY_FIRST_MS, RETRY_MAX_MS);
    for (;;) {
      try {
        return await super.getBytes(offset, length, signal, etag);
      } catch (error) {
        if (signal?.aborted || !mayPass(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, backoff.nextMs()));
      }
    }
  }
}

/** True if a retry may succeed: the line is cut or the server is restarting. */
function mayPass(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof Error && MAY_PASS.test(error.message));
}

const source = new PatientSource(new URL("/api/v1/city/basemap.pmtiles", location.href).href);
const archive = new PMTiles(source);
const protocol = new Protocol();
protocol.add(archive);
addProtocol("pmtiles", protocol.tile);

export const BASEMAP_URL = `pmtiles://${source.getKey()}`;

/** Reads the file's directory early, while the screen is still being built. */
function readDirectory(): void {
  if (useSession.getState().phase === "somebody") archive.getHeader().catch(() => {}); // the map reads it again
}

readDirectory();
useSession.subscribe(readDirectory);
