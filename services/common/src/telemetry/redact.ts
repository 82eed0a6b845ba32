// Finds what looks like a key in any text. Patterns follow the vendors' published prefixes.

const patterns: readonly RegExp[] = [
  // Ours, OpenAI, Anthropic, OpenRouter: sk-…, sk-ant-…, sk-or-…
  /\bsy_[A-Za-z0-9_-]{16,}/g,
  /\bsk-[A-Za-z0-9_-]{8,}/g,
  // Google, Hugging Face, Groq, xAI.
  /\bAIza[A-Za-z0-9_-]{20,}/g,
  /\bhf_[A-Za-z0-9]{16,}/g,
  /\bgsk_[A-Za-z0-9]{16,}/g,
  /\bxai-[A-Za-z0-9]{16,}/g,
  /\bBearer\s+[A-Za-z0-9._~+/=-]{8,}/gi,
  // Passwords in addresses.
  /(?<=:\/\/[^:/\s"]{1,64}:)[^@/\s"]{1,256}(?=@)/g,
];

export function redactSecrets(text: string): string {
  let clean = text;
  for (const pattern of patterns) clean = clean.replace(pattern, '[redacted]');
  return clean;
}
