// The types that the package open-location-code does not bring.
declare module "open-location-code" {
  export class OpenLocationCode {
    isValid(code: string): boolean;
    isFull(code: string): boolean;
    recoverNearest(shortCode: string, latitude: number, longitude: number): string;
    decode(code: string): { latitudeCenter: number; longitudeCenter: number };
  }
}
