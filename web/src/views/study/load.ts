/** Everything of a study that its view shows at first; impacts follow when the globe stands. */

import type { FeatureCollection } from 'geojson'
import { areasOf, summaryOf, toldOf, trajectoryOf } from '../../api/folders'
import type { Summary, Told, Trajectory } from '../../api/types'
import { together } from '../../numbers'

export interface Study {
  id: string
  summary: Summary
  trajectory: Trajectory
  areas: FeatureCollection
  /** What the report says, in `language`. */
  told: Told
  language: string
}

export async function loadStudy(id: string, language: string): Promise<Study> {
  const [summary, trajectory, areas, sentences] = await Promise.all([
    summaryOf(id),
    trajectoryOf(id),
    areasOf(id),
    told(id, language),
  ])
  return { id, summary, trajectory, areas, told: sentences, language }
}

async function told(id: string, language: string): Promise<Told> {
  const said = await toldOf(id, language)
  return {
    ...said,
    headline: said.headline.map(together),
    details: said.details.map(([label, sentences]) => [label, sentences.map(together)]),
    criteria: said.criteria.map((one) => ({ ...one, reason: together(one.reason) })),
    assumed: said.assumed.map(([title, sentences]) => [title, sentences.map(together)]),
  }
}

/** The same study with its sentences in another language. */
export async function toldIn(study: Study, language: string): Promise<Study> {
  return { ...study, told: await told(study.id, language), language }
}

/** A name of the summary in the reader's language; one that the mission's author gave stays as written. */
export function nameIn(study: Study, name: string): string {
  return study.told.names[name] ?? name
}
