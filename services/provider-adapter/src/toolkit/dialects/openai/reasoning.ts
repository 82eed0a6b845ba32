// Which of OpenAI's models reason, for catalogs whose row does not say so: a wrong cap field is refused with 400.

// o1, o3-mini, gpt-5, gpt-5.1-codex …; the -chat- ones answer at once. https://platform.openai.com/docs/guides/reasoning
const reasoning = /^(?:o[1-9]|gpt-(?:[5-9]|[1-9][0-9]))(?!.*-chat)/;

export function isReasoningModel(model: string): boolean {
  return reasoning.test(model.slice(model.lastIndexOf('/') + 1));
}
