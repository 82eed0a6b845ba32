// The log as a person at a terminal reads it: warnings and errors, one plain line each. The JSON lines go to a file.
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LifecycleLogger } from '@switchyard/common/lifecycle';
import { isPlainError } from './plain-error.js';

/** Severities as the log's lines name them. */
const told: ReadonlySet<string> = new Set(['warn', 'error', 'fatal']);
/** Fields that are for machines, or said otherwise. */
const leftOut: ReadonlySet<string> = new Set(['level', 'time', 'service', 'msg', 'event', 'trace_id', 'span_id', 'err']);

export interface PlainLog {
  /** Takes JSON lines. */
  write(line: string): void;
  close(): Promise<void>;
}

export function openPlainLog({ file, show }: { file: string; show: (line: string) => void }): PlainLog {
  mkdirSync(dirname(file), { recursive: true });
  const kept = createWriteStream(file, { flags: 'a' });
  return {
    write(line) {
      kept.write(line);
      const plain = plainLine(line);
      if (plain !== undefined) show(plain);
    },
    close: () => new Promise((resolve) => kept.end(() => resolve())),
  };
}

/** undefined for what is only worth keeping. */
export function plainLine(line: string): string | undefined {
  const fields = read(line);
  if (fields === undefined) return line.trimEnd();
  if (!told.has(String(fields['level']))) return undefined;
  const details = Object.entries(fields).flatMap(([name, value]) => (leftOut.has(name) || typeof value === 'object' ? [] : [`${name} ${String(value)}`]));
  const cause = (fields['err'] as { message?: string } | undefined)?.message;
  return `${String(fields['time']).slice(11, 19)} ${fields['service']}: ${[fields['msg'], ...details, ...(cause === undefined ? [] : [cause])].join(', ')}`;
}

function read(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** The runner's own last words. A stack only helps with what nobody foresaw. */
export function plainLifecycleLogger(write: (text: string) => void): LifecycleLogger {
  return {
    info() {},
    error({ err, signal }: { err?: unknown; signal?: string }, message: string) {
      if (err === undefined) return write(`${message}${signal === undefined ? '' : ` (${signal})`}\n`);
      write(isPlainError(err) ? `${err.message}\n` : `${message}: ${withCauses(err)}\n`);
    },
  };
}

function withCauses(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error instanceof AggregateError ? error.errors.map((one) => `\n  ${withCauses(one)}`).join('') : '';
  const cause = error.cause === undefined ? '' : `\n  because: ${withCauses(error.cause)}`;
  return `${error.message}${inner}${cause}`;
}
