/** What the views say of a place that is touched on the globe or asked for by its coordinates. */
export const place = {
  title: 'Whose waters or land is a place?',
  at: (place: string) => `The place ${place}`,
  hint: 'Touch a place on the globe, or give its latitude and longitude in degrees (south and west negative).',
  latitude: 'Latitude',
  longitude: 'Longitude',
  ask: 'Tell',
  close: 'Close',
  working: 'Measuring to the coasts …',
  wrong: (field: string, value: string, most: string) => `${field}: “${value}”: expected a number from −${most} to ${most} degrees.`,
  mark: 'asked about',
  coasts: 'Nearest coasts',
  basis: 'What this rests on',
  impacts: (near: string, all: string, share: string, radius: string) =>
    `Impacts of the study within ${radius} km: ${near} of ${all} (${share}).`,
  drawn: 'Of those drawn for failed launches; no probability.',
  people: (settlements: string, countries: string) =>
    `People per km² in this cell of 0.1°: ${settlements} by towns and villages, ${countries} where each country’s people are spread evenly.`,
}
