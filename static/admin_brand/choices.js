// Names the choosers that the admin makes of long selections: their library leaves a screen reader without the label.
'use strict';
{
    function nameChoosers() {
        for (const select of document.querySelectorAll('select.admin-autocomplete')) {
            const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
            const chooser = select.nextElementSibling;
            if (!chooser?.classList.contains('select2-container')) {
                continue;
            }
            if (!label) {
                nameInRow(select, chooser);
                continue;
            }
            label.id ||= `${select.id}_label`;
            const shown = chooser.querySelector('.select2-selection--single .select2-selection__rendered');
            shown?.setAttribute('aria-labelledby', label.id);
            chooser.querySelector('.select2-selection')?.setAttribute('aria-labelledby', shown ? `${label.id} ${shown.id}` : label.id);
            chooser.querySelector('.select2-search__field')?.setAttribute('aria-labelledby', label.id);
        }
    }
    // In a row the head of the column is the label: the selection itself says its name (forms of rows, base/admin.py).
    function nameInRow(select, chooser) {
        const name = select.getAttribute('aria-label');
        const selection = chooser.querySelector('.select2-selection');
        if (!name || !selection) {
            return;
        }
        const shown = chooser.querySelector('.select2-selection--single .select2-selection__rendered');
        selection.id ||= `${select.id}_selection`;
        selection.setAttribute('aria-label', name);
        selection.setAttribute('aria-labelledby', shown ? `${selection.id} ${shown.id}` : selection.id);
        shown?.setAttribute('aria-label', name);
        chooser.querySelector('.select2-search__field')?.setAttribute('aria-label', name);
    }
    // Before the library makes them: its button to clear all choices is no item of the list in which it puts it.
    for (const select of document.querySelectorAll('select.admin-autocomplete[multiple]')) {
        select.dataset.allowClear = 'false';
    }
    // The library makes them when the page is ready, asked before us; and again for a row that is added.
    django.jQuery(nameChoosers);
    document.addEventListener('formset:added', () => window.setTimeout(nameChoosers));
    document.addEventListener('change', nameChoosers);
}
