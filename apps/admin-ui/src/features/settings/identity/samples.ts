export const SAMPLE_LANGUAGES = ["Node", "PHP", "Python", "Ruby"] as const;
export type SampleLanguage = (typeof SAMPLE_LANGUAGES)[number];

/** How a shop's server signs who is signed in; without a library where the language needs none. */
export function signingSample(language: SampleLanguage, widgetKey: string): string {
  const samples: Record<SampleLanguage, string> = {
    Node: `import { createHmac } from "node:crypto";

function chorusToken(customer) {
  const now = Math.floor(Date.now() / 1000);
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = part({ alg: "HS256", typ: "JWT" }) + "." + part({
    sub: String(customer.id),
    name: customer.name,
    email: customer.email,
    aud: "${widgetKey}",
    iat: now,
    exp: now + 3600,
  });
  const signature = createHmac("sha256", process.env.CHORUS_IDENTITY_SECRET)
    .update(signed).digest("base64url");
  return signed + "." + signature;
}`,
    PHP: `function chorus_token(array $customer): string {
    $now = time();
    $part = fn($bytes) => rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    $signed = $part(json_encode(['alg' => 'HS256', 'typ' => 'JWT'])) . '.' . $part(json_encode([
        'sub' => (string) $customer['id'],
        'name' => $customer['name'],
        'email' => $customer['email'],
        'aud' => '${widgetKey}',
        'iat' => $now,
        'exp' => $now + 3600,
    ]));
    $secret = getenv('CHORUS_IDENTITY_SECRET');
    return $signed . '.' . $part(hash_hmac('sha256', $signed, $secret, true));
}`,
    Python: `import base64, hashlib, hmac, json, os, time

def chorus_token(customer):
    now = int(time.time())
    part = lambda raw: base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    signed = part(json.dumps({"alg": "HS256", "typ": "JWT"}).encode()) + "." + part(json.dumps({
        "sub": str(customer.id),
        "name": customer.name,
        "email": customer.email,
        "aud": "${widgetKey}",
        "iat": now,
        "exp": now + 3600,
    }).encode())
    secret = os.environ["CHORUS_IDENTITY_SECRET"].encode()
    return signed + "." + part(hmac.new(secret, signed.encode(), hashlib.sha256).digest())`,
    Ruby: `require "base64"
require "json"
require "openssl"

def chorus_token(customer)
  now = Time.now.to_i
  part = ->(raw) { Base64.urlsafe_encode64(raw, padding: false) }
  signed = part.call({ alg: "HS256", typ: "JWT" }.to_json) + "." + part.call({
    sub: customer.id.to_s,
    name: customer.name,
    email: customer.email,
    aud: "${widgetKey}",
    iat: now,
    exp: now + 3600
  }.to_json)
  secret = ENV.fetch("CHORUS_IDENTITY_SECRET")
  signed + "." + part.call(OpenSSL::HMAC.digest("SHA256", secret, signed))
end`,
  };
  return samples[language];
}

/** What the page does with the token. */
export const PASSING_SAMPLE = `addEventListener("chorus:ready", () => {
  Chorus.identify({ token: chorusToken });
});`;
