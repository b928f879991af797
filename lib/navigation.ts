import { createNavigation } from 'next-intl/navigation'
import { routing } from './languages'

export const { redirect, permanentRedirect } = createNavigation(routing)
