import { Store, type Readable } from "@chorus/client-sdk/observable";

/** A short tone for a message that came in. Off by default on phones. */
export interface Sounds {
  isOn: Readable<boolean>;
  toggle(): void;
  play(): void;
}

const NOTES_HZ = [660, 880];
const NOTE_SECONDS = 0.12;
const LOUDNESS = 0.06;

export function sounds(tenantKey: string): Sounds {
  const name = `chorus.sound.${tenantKey}`;
  const isPhone = window.matchMedia("(pointer: coarse)").matches;
  const isOn = new Store(read(name) ?? !isPhone);
  let audio: AudioContext | null = null;
  return {
    isOn,
    toggle() {
      isOn.set(!isOn.getSnapshot());
      write(name, isOn.getSnapshot());
    },
    play() {
      if (!isOn.getSnapshot()) return;
      audio ??= new AudioContext();
      for (const [index, frequency] of NOTES_HZ.entries()) playNote(audio, frequency, index * NOTE_SECONDS);
    },
  };
}

function playNote(audio: AudioContext, frequency: number, afterSeconds: number): void {
  const start = audio.currentTime + afterSeconds;
  const tone = new OscillatorNode(audio, { frequency });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.01);
  volume.gain.linearRampToValueAtTime(0, start + NOTE_SECONDS);
  tone.connect(volume).connect(audio.destination);
  tone.start(start);
  tone.stop(start + NOTE_SECONDS);
}

function read(name: string): boolean | undefined {
  try {
    const kept = localStorage.getItem(name);
    return kept === null ? undefined : kept === "on";
  } catch {
    // Storage is blocked: the default it is.
    return undefined;
  }
}

function write(name: string, isOn: boolean): void {
  try {
    localStorage.setItem(name, isOn ? "on" : "off");
  } catch {
    // As above; it holds until the page is left.
  }
}
