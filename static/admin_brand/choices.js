// Names the choosers that the admin makes of long selections: their library leaves a screen reader without the label.
'use strict';
{
    function nameChoosers() {
        for (const select of document.querySelectorAll('select.admin-autocomplete')) {
            const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
            const chooser = select.nextElementSibling;
            if (!label || !chooser?.classList.contains('select2-container')) {
                continue;
            }
            label.id ||= `${select.id}_label`;
            const shown = chooser.querySelector('.select2-selection--single .select2-selection__rendered');
            shown?.setAttribute('aria-labelledby', label.id);
            chooser.querySelector('.select2-selection')?.setAttribute('aria-labelledby', shown ? `${label.id} ${shown.id}` : label.id);
            chooser.querySelector('.select2-search__field')?.setAttribute('aria-labelledby', label.id);
        }
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
