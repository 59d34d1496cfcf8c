/** Everything of a study that its view shows at first; impacts follow when the globe stands. */

import type { FeatureCollection } from 'geojson'
import { areasOf, summaryOf, trajectoryOf } from '../../api/folders'
import type { Summary, Trajectory } from '../../api/types'

export interface Study {
  id: string
  summary: Summary
  trajectory: Trajectory
  areas: FeatureCollection
}

export async function loadStudy(id: string): Promise<Study> {
  const [summary, trajectory, areas] = await Promise.all([summaryOf(id), trajectoryOf(id), areasOf(id)])
  return { id, summary, trajectory, areas }
}
