// A field above each long list of check-boxes that leaves in it only those with the words typed. Without scripts the list is whole.
'use strict';
{
    const LONG = 8;

    function offerFilter(list) {
        const boxes = [...list.querySelectorAll('label')];
        if (boxes.length <= LONG) {
            return;
        }
        const field = document.createElement('input');
        field.type = 'search';
        field.className = 'choices-filter';
        field.placeholder = list.dataset.filter;
        field.setAttribute('aria-label', list.dataset.filter);
        field.addEventListener('input', () => {
            const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
            for (const box of boxes) {
                const text = box.textContent.toLowerCase();
                box.hidden = !words.every((word) => text.includes(word)) && !box.querySelector('input').checked;
            }
        });
        field.addEventListener('keydown', (event) => {
            if (event.key === 'Enter') {
                event.preventDefault(); // it is no field of the form, and sends nothing
            }
        });
        list.before(field);
    }

    document.querySelectorAll('[data-filter]').forEach(offerFilter);
}
