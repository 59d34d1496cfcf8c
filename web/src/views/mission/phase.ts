/** What a run is at, by what it last said of itself: it says nothing while it gets ready and while it writes its results. */

import type { Job } from '../../api/jobs'

/** The stage of a study or trial after which nothing more is counted; "coverage" is that of an orbit. */
const LAST_STAGES = ['launches', 'flights', 'coverage']

export type Phase = 'waiting' | 'preparing' | 'flying' | 'counting' | 'between' | 'writing'

export function shareOf(job: Job): number | null {
  const { done, total } = job.progress ?? {}
  return done === undefined || total === undefined || total <= 0 ? null : Math.min(1, done / total)
}

export function phaseOf(job: Job): Phase | null {
  if (job.state === 'queued') return 'waiting'
  if (job.state !== 'running') return null
  const share = shareOf(job)
  if (share === null) return job.command === 'fly' ? 'flying' : 'preparing'
  if (share < 1) return 'counting'
  return LAST_STAGES.includes(job.progress?.stage ?? '') ? 'writing' : 'between'
}

/** What was run, as its file and folder call it; a text of one's own lies in a file of the name "command-name-id.toml". */
export function missionOf(job: Job): { name: string; own: boolean } {
  const own = job.mission.endsWith(`-${job.id}.toml`)
  if (!own) return { name: job.mission, own }
  return { name: job.mission.slice(0, -`-${job.id}.toml`.length).replace(new RegExp(`^${job.command}-`), ''), own }
}
