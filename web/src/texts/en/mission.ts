/** What the view "mission" says. */
export const mission = {
  title: 'Mission',
}
