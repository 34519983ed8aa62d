import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './lib/tokens.css';
import { Portal } from './app/portal.tsx';
import { startWords } from './lib/words.ts';
import { applyTheme } from './lib/theme.ts';

const place = document.querySelector('#portal');
applyTheme();
await startWords();
if (place !== null)
  createRoot(place).render(
    <StrictMode>
      <Portal />
    </StrictMode>,
  );
