/** The globe as a PNG file: the picture with what it shows above, and the legend and where it comes from below. */

import { isDots, type LegendEntry } from './legend'
import { GLOBE_COLOURS } from '../palette'
import type { Theme } from '../preferences.svelte'

const LINE = 20 // height of a line of words [px]
const MARGIN = 12
const SYMBOL = 38 // width of a legend's line or points, with the gap before its words
const FAMILY = 'system-ui, sans-serif'
const BOLD = `600 15px ${FAMILY}`
const PLAIN = `13px ${FAMILY}`

/** A globe as it is drawn, and whose it is where there are several. */
export interface Drawn {
  canvas: HTMLCanvasElement
  caption: string
}

/** What stands around the picture: title and lines above it, legend and notes below. */
export interface Words {
  title: string
  said: string[]
  legend: LegendEntry[]
  notes: string[]
}

/** One globe, or several of one size beside each other. */
export async function pictureOf(globes: Drawn[], words: Words, theme: Theme): Promise<Blob> {
  const scale = devicePixelRatio
  const each = (globes[0]?.canvas.width ?? 0) / scale
  const height = Math.max(0, ...globes.map(({ canvas }) => canvas.height)) / scale
  const width = each * globes.length
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no drawing context')
  const room = width - 2 * MARGIN
  const title = wrapped(context, BOLD, [words.title], room)
  const said = wrapped(context, PLAIN, words.said, room)
  const notes = wrapped(context, PLAIN, words.notes, room)
  const columns = columnsOf(context, words.legend, room)
  const captions = globes.length > 1 ? 1 : 0
  const above = LINE * (title.length + said.length + captions) + 2 * MARGIN
  const below = LINE * (Math.ceil(words.legend.length / columns) + notes.length) + 2 * MARGIN
  canvas.width = Math.round(width * scale) // forgets the fonts that were measured
  canvas.height = Math.round((height + above + below) * scale)
  context.scale(scale, scale)
  const colours = GLOBE_COLOURS[theme]
  context.fillStyle = colours.space
  context.fillRect(0, 0, width, height + above + below)
  globes.forEach((one, i) => context.drawImage(one.canvas, i * each, above, each, height))
  context.fillStyle = colours.town
  context.textBaseline = 'middle'
  let y = MARGIN + LINE / 2
  const write = (font: string, lines: string[]): void => {
    context.font = font
    for (const line of lines) {
      context.fillText(line, MARGIN, y)
      y += LINE
    }
  }
  write(BOLD, title)
  write(PLAIN, said)
  if (captions > 0) {
    context.font = BOLD
    globes.forEach((one, i) => context.fillText(one.caption, i * each + MARGIN, y, each - 2 * MARGIN))
  }
  y = height + above + MARGIN + LINE / 2
  context.font = PLAIN
  words.legend.forEach((entry, i) => {
    const x = MARGIN + (i % columns) * (room / columns)
    drawEntry(context, entry, x, y + LINE * Math.floor(i / columns), room / columns, colours.town)
  })
  y += LINE * Math.ceil(words.legend.length / columns)
  write(PLAIN, notes)
  return blobOf(canvas)
}

/** Lines no wider than there is room, broken between words. */
function wrapped(context: CanvasRenderingContext2D, font: string, texts: string[], room: number): string[] {
  context.font = font
  return texts.flatMap((text) => {
    const lines: string[] = []
    let line = ''
    for (const word of text.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`
      if (line !== '' && context.measureText(longer).width > room) {
        lines.push(line)
        line = word
      } else line = longer
    }
    return [...lines, line]
  })
}

/** As many columns as leave room for the longest name of the legend. */
function columnsOf(context: CanvasRenderingContext2D, legend: LegendEntry[], room: number): number {
  context.font = PLAIN
  const longest = Math.max(0, ...legend.map((entry) => context.measureText(entry.text).width))
  return Math.max(1, Math.floor(room / (longest + SYMBOL + MARGIN)))
}

function drawEntry(
  context: CanvasRenderingContext2D, entry: LegendEntry, x: number, y: number, width: number, ink: string,
): void {
  const thick = Math.max(2, entry.width)
  context.strokeStyle = entry.colour
  context.lineWidth = thick
  context.lineCap = isDots(entry) ? 'round' : 'butt' // a point is a dash without length, which shows by its ends alone
  context.setLineDash((entry.dashes ?? []).map((dash) => dash * thick))
  context.beginPath()
  context.moveTo(x + 1, y)
  context.lineTo(x + 31, y)
  context.stroke()
  context.setLineDash([])
  context.fillStyle = ink
  context.fillText(entry.text, x + SYMBOL, y, width - SYMBOL)
}

function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser made no picture'))), 'image/png')
  })
}

/** "luncur-study-explosion-T110.0.png": what the picture shows, in characters that any file system takes. */
export function fileName(what: string): string {
  const plain = what.normalize('NFKD').replace(/[^A-Za-z0-9._+-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '')
  return `luncur${plain === '' ? '' : `-${plain.slice(0, 80)}`}.png`
}

/** Hands a file to the reader. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
