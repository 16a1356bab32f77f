const WAIT_MS = 8000;

/** Where this browser is, as `lat,lon`; null where it is not told. */
export function findPlace(): Promise<string | null> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) {
      resolve(null);
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve(`${coords.latitude.toFixed(5)},${coords.longitude.toFixed(5)}`),
      () => resolve(null),
      { timeout: WAIT_MS, maximumAge: 600_000 },
    );
  });
}
