/** Missions as text, and runs of them: what the server says of them, and how it is asked. */

import { follow, getJson, postJson } from './client'

export interface MissionName {
  name: string
  title: string
}

/** What is wrong at one field of a mission's text, in the server's own English sentence. */
export interface FieldError {
  field: string
  value: string | null
  expected: string
  sentence: string
}

export interface Checked {
  ok: boolean
  errors: FieldError[]
  description: string | null
  name?: string
  title?: string
  has_rules?: boolean
  assumed: string[]
}

export const COMMANDS = ['fly', 'assess', 'trial', 'orbit'] as const
export type Command = (typeof COMMANDS)[number]

export interface JobOptions {
  samples?: number | null
  precision?: number
  seed?: number
  lang?: string
}

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted'

export interface Job {
  id: string
  command: Command
  /** Name of a built-in mission, or of the file that holds the text. */
  mission: string
  options: JobOptions
  state: JobState
  progress: { stage?: string; done?: number; total?: number; seconds_left?: number | null } | null
  /** Id of the folder of results as an address holds it (encoded), once done. */
  folder: string | null
  error: string | null
  made: string
  started: string | null
  ended: string | null
}

export const missions = (lang: string): Promise<MissionName[]> => getJson(['missions'], { lang })
export const missionText = (name: string): Promise<{ name: string; text: string }> => getJson(['missions', name])
export const missionSchema = (): Promise<Schema> => getJson(['schema', 'mission'])
export const checkMission = (text: string, lang: string, signal?: AbortSignal): Promise<Checked> =>
  postJson(['missions', 'check'], { text, lang }, signal)

/** What this server runs, and how many launches of each at the most; one that does not say so runs what every version does. */
export async function offered(): Promise<{ commands: readonly Command[]; most: Record<string, number> }> {
  const { commands, limits } = await getJson<{ commands?: string[]; limits: Record<string, number> }>(['about'])
  const { assess_samples: assess = Infinity, trial_samples: trial = Infinity } = limits
  return { commands: COMMANDS.filter((one) => (commands ?? ['fly', 'assess', 'trial']).includes(one)), most: { assess, trial } }
}

export const jobs = (): Promise<Job[]> => getJson(['jobs'])
export const startJob = (
  command: Command, mission: { mission: string } | { text: string }, options: JobOptions,
): Promise<{ id: string }> => postJson(['jobs'], { command, ...mission, options, twice: false })
export const cancelJob = (id: string): Promise<Job> => postJson(['jobs', id, 'cancel'], {})
export const resumeJob = (id: string): Promise<Job> => postJson(['jobs', id, 'resume'], {})
export const followJob = (id: string, onrecord: (job: Job) => void, onbroken: () => void): (() => void) =>
  follow<Job>(['jobs', id, 'events'], onrecord, onbroken)

export const hasEnded = (job: Job): boolean => job.state !== 'queued' && job.state !== 'running'

/** As much of JSON Schema as the mission's schema uses for its plain fields. */
export interface Schema {
  $ref?: string
  $defs?: Record<string, Schema>
  type?: string | string[]
  anyOf?: Schema[]
  enum?: string[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  description?: string
  default?: unknown
  minimum?: number
  maximum?: number
  maxLength?: number
  format?: string
}
