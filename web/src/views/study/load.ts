/** Everything of a study that its view shows at first; impacts follow when the globe stands. */

import type { FeatureCollection } from 'geojson'
import { areasOf, summaryOf, toldOf, trajectoryOf } from '../../api/folders'
import type { Summary, Told, Trajectory } from '../../api/types'

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
  const [summary, trajectory, areas, told] = await Promise.all([
    summaryOf(id),
    trajectoryOf(id),
    areasOf(id),
    toldOf(id, language),
  ])
  return { id, summary, trajectory, areas, told, language }
}

/** The same study with its sentences in another language. */
export async function toldIn(study: Study, language: string): Promise<Study> {
  return { ...study, told: await toldOf(study.id, language), language }
}

/** A name of the summary in the reader's language; one that the mission's author gave stays as written. */
export function nameIn(study: Study, name: string): string {
  return study.told.names[name] ?? name
}
