const NOTES_HZ = [660, 880];
const NOTE_S = 0.11;

let audio: AudioContext | null = null;

/** Two soft notes. Browsers play no sound before the first interaction with the page. */
export function ring(): void {
  audio ??= new AudioContext();
  const { currentTime: start, destination } = audio;
  NOTES_HZ.forEach((frequency, index) => {
    if (!audio) return;
    const at = start + index * NOTE_S;
    const tone = new OscillatorNode(audio, { frequency });
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.08, at + 0.02);
    volume.gain.linearRampToValueAtTime(0, at + NOTE_S);
    tone.connect(volume).connect(destination);
    tone.start(at);
    tone.stop(at + NOTE_S);
  });
}
