import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { getBranding } from '../../../../../bridge/src/features/notifications/contract.ts';
import { callKey, need } from '../../../kernel/ports.ts';
import { languages } from './appearance.ts';

const usual = 'Campus Meet';

const useProduct = defineStore('product', () => {
  const call = need(callKey);
  const names = ref<Record<(typeof languages)[number], string> | null>(null);
  const load = async (): Promise<void> => {
    names.value = await call(getBranding).then(
      ({ product }) => product,
      () => ({ en: usual, 'zh-CN': usual }),
    );
  };
  void load();
  return { names };
});

/** How the campus calls the product, in the reader's language; empty until it is known. */
export function useProductName() {
  const product = useProduct();
  const { locale } = useI18n();
  return computed(() => {
    const language = languages.find((one) => one === locale.value) ?? 'en';
    return product.names?.[language] ?? '';
  });
}
