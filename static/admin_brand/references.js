// Texts with live figures: completes a reference while it is typed after "{{", and shows how the text will read.
// Without this script the text is typed as it is, and the stored text is shown below the form.
'use strict';
{
    const OPEN = /(?:\{\{|｛｛)([^{}｛｝\n]*)$/;
    const PAUSE = 180; // milliseconds without a key before the server is asked
    let count = 0;

    function element(name, attributes, ...children) {
        const made = document.createElement(name);
        for (const [key, value] of Object.entries(attributes)) {
            made.setAttribute(key, value);
        }
        made.append(...children);
        return made;
    }

    class LiveText {
        constructor(field) {
            this.field = field;
            this.id = `live-text-${++count}`;
            this.options = [];
            this.chosen = -1;
            this.asked = 0;
            this.list = element('ul', {id: `${this.id}-list`, class: 'live-options', role: 'listbox', 'aria-label': field.dataset.listLabel, hidden: ''});
            this.status = element('p', {class: 'visually-hidden', role: 'status'});
            const box = element('div', {class: 'live-text'});
            const inner = element('div', {class: 'live-text'});
            field.before(box);
            inner.append(field, this.list);
            box.append(inner, this.status, ...this.tools());
            field.setAttribute('aria-autocomplete', 'list');
            field.setAttribute('aria-haspopup', 'listbox');
            field.addEventListener('input', event => this.typed(event));
            field.addEventListener('compositionend', () => this.typed());
            field.addEventListener('keydown', event => this.pressed(event));
            field.addEventListener('click', () => this.typed());
            field.addEventListener('blur', () => this.close());
            this.list.addEventListener('mousedown', event => {
                event.preventDefault(); // the text keeps the focus
                const option = event.target.closest('[role="option"]');
                if (option) {
                    this.take(Number(option.dataset.number));
                }
            });
        }

        // The preview ------------------------------------------------------------------------------------------------

        tools() {
            this.pane = element('div', {id: `${this.id}-preview`, class: 'live-preview', hidden: '', lang: this.field.lang});
            this.button = element('button', {type: 'button', 'aria-expanded': 'false', 'aria-controls': this.pane.id}, this.field.dataset.previewLabel);
            const label = document.querySelector(`label[for="${CSS.escape(this.field.id)}"]`);
            if (label) {
                this.button.setAttribute('aria-label', `${this.field.dataset.previewLabel}: ${label.textContent.trim().replace(/[:：]$/, '')}`);
            }
            this.button.addEventListener('click', () => {
                this.pane.hidden = !this.pane.hidden;
                this.button.setAttribute('aria-expanded', String(!this.pane.hidden));
                this.preview();
            });
            return [element('div', {class: 'live-tools'}, this.button), this.pane];
        }

        async preview() {
            if (this.pane.hidden) {
                return;
            }
            const body = new FormData();
            body.set('text', this.field.value);
            body.set('language', this.field.dataset.liveText);
            const token = this.field.form.querySelector('[name="csrfmiddlewaretoken"]').value;
            try {
                const answer = await fetch(this.field.dataset.previewUrl, {method: 'POST', body, headers: {'X-CSRFToken': token}});
                if (!answer.ok) {
                    throw new Error(answer.statusText);
                }
                this.pane.innerHTML = (await answer.json()).html; // cleaned by the server
            } catch {
                this.pane.textContent = this.field.dataset.previewFailed;
            }
        }

        // The list ---------------------------------------------------------------------------------------------------

        opened() {
            if (this.field.selectionStart !== this.field.selectionEnd) {
                return null;
            }
            return this.field.value.slice(0, this.field.selectionStart).match(OPEN);
        }

        typed(event) {
            clearTimeout(this.waiting);
            if (event?.isComposing) {
                return; // a Chinese keyboard is still choosing characters
            }
            this.waiting = setTimeout(() => {
                this.suggest();
                this.preview();
            }, PAUSE);
        }

        async suggest() {
            const opened = this.opened();
            if (!opened || document.activeElement !== this.field) {
                this.close();
                return;
            }
            const asked = ++this.asked;
            try {
                const answer = await fetch(`${this.field.dataset.suggestUrl}?${new URLSearchParams({typed: opened[1]})}`);
                const options = answer.ok ? (await answer.json()).options : [];
                if (asked === this.asked && this.opened()) {
                    this.show(options);
                }
            } catch {
                this.close();
            }
        }

        show(options) {
            this.options = options;
            this.list.replaceChildren(...options.map((option, number) => element(
                'li', {id: `${this.id}-${number}`, role: 'option', 'aria-selected': 'false', 'data-number': number},
                element('span', {class: 'value'}, option.value), element('span', {class: 'note'}, option.note),
            )));
            this.list.hidden = !options.length;
            if (options.length) {
                this.field.setAttribute('aria-controls', this.list.id);
                this.status.textContent = `${options.length} ${this.field.dataset.countLabel}`;
                this.choose(0);
            } else {
                this.close();
            }
        }

        choose(number) {
            this.list.children[this.chosen]?.setAttribute('aria-selected', 'false');
            this.chosen = (number + this.options.length) % this.options.length;
            const option = this.list.children[this.chosen];
            option.setAttribute('aria-selected', 'true');
            option.scrollIntoView({block: 'nearest'});
            this.field.setAttribute('aria-activedescendant', option.id);
        }

        close() {
            clearTimeout(this.waiting);
            ++this.asked;
            this.options = [];
            this.chosen = -1;
            this.list.hidden = true;
            this.status.textContent = '';
            this.field.removeAttribute('aria-activedescendant');
            this.field.removeAttribute('aria-controls');
        }

        take(number) {
            const option = this.options[number];
            const opened = this.opened();
            if (!option || !opened) {
                this.close();
                return;
            }
            const start = opened.index;
            const caret = this.field.selectionStart;
            const rest = this.field.value.slice(caret).match(/^[^{}｛｝\n]*?(?:\}\}|｝｝)/);
            const end = option.complete && rest ? caret + rest[0].length : caret;
            this.field.setRangeText(`{{ ${option.value}${option.complete ? ' }}' : ''}`, start, end, 'end');
            this.close();
            this.field.dispatchEvent(new InputEvent('input', {bubbles: true}));
        }

        pressed(event) {
            if (event.isComposing || this.list.hidden) {
                return;
            }
            const act = {
                ArrowDown: () => this.choose(this.chosen + 1),
                ArrowUp: () => this.choose(this.chosen - 1),
                Enter: () => this.take(this.chosen),
                Escape: () => this.close(),
            }[event.key];
            if (act) {
                event.preventDefault();
                event.stopPropagation();
                act();
            }
        }
    }

    function begin(root) {
        for (const field of root.querySelectorAll('textarea[data-live-text]')) {
            if (!field.closest('.live-text') && !field.name.includes('__prefix__')) {
                new LiveText(field);
            }
        }
    }

    document.addEventListener('formset:added', event => begin(event.target)); // a part added on the page
    if (document.readyState === 'loading') {
        document.addEventListener('DOMContentLoaded', () => begin(document));
    } else {
        begin(document);
    }
}
