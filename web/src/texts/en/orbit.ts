/** What the view "orbit" says. */
export const orbit = {
  title: 'Orbit',
}
