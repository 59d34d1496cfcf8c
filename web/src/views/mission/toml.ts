/**
 * Where things stand in a TOML text, so that a form can change one value and leave everything else, comments too, as it is.
 * A text that is not TOML is read as far as it goes; what is wrong with it the server says.
 */

export type Value = string | number | boolean | Value[] | { [key: string]: Value }

export interface Place {
  /** Of the value. */
  start: number
  end: number
  /** Where its key begins, for taking the whole line away. */
  keyStart: number
  value: Value
  /** Inside braces on a line of its parent. */
  inline: boolean
}

export interface Outline {
  /** Values by their path, "weather.wind.model"; of several tables alike the number from 1 on, "steering.3.law". */
  places: Map<string, Place>
  /** After which character a new key of a table goes. */
  tables: Map<string, number>
  /** Table headers by the path that an error names. */
  heads: Map<string, number>
}

class Unreadable extends Error {}

export function outlineOf(text: string): Outline {
  const reader = new Reader(text)
  try {
    reader.read()
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
  }
  return reader.outline
}

const BARE = /[A-Za-z0-9_-]/

class Reader {
  readonly outline: Outline = { places: new Map(), tables: new Map([['', 0]]), heads: new Map() }
  #at = 0
  #table = ''
  #counts = new Map<string, number>()

  constructor(readonly text: string) {}

  read(): void {
    for (;;) {
      this.#blanks(true)
      if (this.#at >= this.text.length) return
      if (this.text[this.#at] === '[') this.#header()
      else this.#pair(this.#table, false)
    }
  }

  #header(): void {
    const start = this.#at
    const many = this.text.startsWith('[[', this.#at)
    this.#at += many ? 2 : 1
    const keys = this.#keys()
    this.#expect(many ? ']]' : ']')
    let path = ''
    keys.forEach((key, i) => {
      path = joined(path, key)
      const count = this.#counts.get(path) ?? 0
      if (i === keys.length - 1 && many) this.#counts.set(path, count + 1)
      const number = this.#counts.get(path) ?? 0
      if (number > 0) path = joined(path, String(number))
    })
    this.#table = path
    this.outline.heads.set(path, start)
    this.outline.tables.set(path, this.#at)
  }

  #pair(table: string, inline: boolean): void {
    const keyStart = this.#at
    const path = this.#keys().reduce(joined, table)
    this.#blanks(false)
    this.#expect('=')
    this.#blanks(false)
    const start = this.#at
    const value = this.#value(path)
    this.outline.places.set(path, { start, end: this.#at, keyStart, value, inline })
    if (inline) return
    this.outline.tables.set(table, this.#at)
    if (path === joined(table, 'name') && typeof value === 'string') this.#alias(table, value)
  }

  /** Errors speak of "failure.mode.explosion.share": a table among several also goes by its name. */
  #alias(table: string, name: string): void {
    const parts = table.split('.')
    if (!/^\d+$/.test(parts.at(-1) ?? '')) return
    const named = [...parts.slice(0, -1), name].join('.')
    const head = this.outline.heads.get(table)
    if (head !== undefined && !this.outline.heads.has(named)) this.outline.heads.set(named, head)
  }

  #keys(): string[] {
    const keys: string[] = []
    for (;;) {
      this.#blanks(false)
      const c = this.text[this.#at]
      if (c === '"' || c === "'") keys.push(this.#string())
      else {
        const start = this.#at
        while (BARE.test(this.text[this.#at] ?? '')) this.#at++
        if (this.#at === start) throw new Unreadable()
        keys.push(this.text.slice(start, this.#at))
      }
      this.#blanks(false)
      if (this.text[this.#at] !== '.') return keys
      this.#at++
    }
  }

  #value(path: string): Value {
    const c = this.text[this.#at]
    if (c === '"' || c === "'") return this.#string()
    if (c === '[') return this.#list(path)
    if (c === '{') return this.#inlineTable(path)
    const start = this.#at
    while (this.#at < this.text.length && !/[,\]}#\n]/.test(this.text[this.#at] ?? '')) this.#at++
    const token = this.text.slice(start, this.#at).trimEnd()
    this.#at = start + token.length
    if (token === '') throw new Unreadable()
    if (token === 'true' || token === 'false') return token === 'true'
    const number = Number(token.replaceAll('_', ''))
    return Number.isNaN(number) ? token : number // what is no number is a date
  }

  #list(path: string): Value[] {
    const values: Value[] = []
    this.#at++
    for (;;) {
      this.#blanks(true)
      if (this.text[this.#at] === ']') break
      values.push(this.#value(joined(path, String(values.length + 1))))
      this.#blanks(true)
      if (this.text[this.#at] === ',') this.#at++
      else if (this.text[this.#at] !== ']') throw new Unreadable()
    }
    this.#at++
    return values
  }

  #inlineTable(path: string): Value {
    this.#at++
    this.#blanks(true)
    while (this.text[this.#at] !== '}') {
      this.#pair(path, true)
      this.#blanks(true)
      if (this.text[this.#at] === ',') this.#at++
      else if (this.text[this.#at] !== '}') throw new Unreadable()
      this.#blanks(true)
    }
    this.#at++
    return {} // what is in it stands under its own paths
  }

  #string(): string {
    const mark = this.text[this.#at] ?? ''
    if (this.text.startsWith(mark.repeat(3), this.#at)) {
      const start = this.#at + 3
      let end = this.text.indexOf(mark.repeat(3), start)
      while (mark === '"' && end > 0 && this.text[end - 1] === '\\') end = this.text.indexOf('"""', end + 1)
      if (end < 0) throw new Unreadable()
      this.#at = end + 3
      return this.text.slice(start, end)
    }
    let end = this.#at + 1
    while (this.text[end] !== mark) {
      if (end >= this.text.length || this.text[end] === '\n') throw new Unreadable()
      end += mark === '"' && this.text[end] === '\\' ? 2 : 1
    }
    const inside = this.text.slice(this.#at + 1, end)
    this.#at = end + 1
    return mark === "'" ? inside : unescaped(inside)
  }

  #expect(sign: string): void {
    this.#blanks(false)
    if (!this.text.startsWith(sign, this.#at)) throw new Unreadable()
    this.#at += sign.length
  }

  #blanks(lines: boolean): void {
    for (;;) {
      const c = this.text[this.#at]
      if (c === ' ' || c === '\t' || c === '\r' || (lines && c === '\n')) this.#at++
      else if (lines && c === '#') {
        const end = this.text.indexOf('\n', this.#at)
        this.#at = end < 0 ? this.text.length : end
      } else return
    }
  }
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}

function unescaped(text: string): string {
  try {
    const wide = (_: string, hex: string): string => String.fromCodePoint(Number.parseInt(hex, 16))
    return JSON.parse(`"${text.replace(/\\U([0-9a-fA-F]{8})/g, wide)}"`) as string
  } catch {
    return text
  }
}
