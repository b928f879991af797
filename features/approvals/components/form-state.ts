/** What a form says back: its errors, and what was entered, so that nothing typed is lost. */
export type FormState = { round: number; values: Record<string, string>; errors: { field: string; message: string }[] }
export const FRESH: FormState = { round: 0, values: {}, errors: [] }
export type FormAction = (state: FormState, form: FormData) => Promise<FormState>
