import { Store, type Readable } from "@chorus/client-sdk/observable";
import { storedText } from "@chorus/client-sdk/safe-storage";

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
  const kept = storedText(() => localStorage, `chorus.sound.${tenantKey}`);
  const isPhone = window.matchMedia("(pointer: coarse)").matches;
  const isOn = new Store(kept.get() === undefined ? !isPhone : kept.get() === "on");
  let audio: AudioContext | null = null;
  return {
    isOn,
    toggle() {
      isOn.set(!isOn.getSnapshot());
      kept.set(isOn.getSnapshot() ? "on" : "off");
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
