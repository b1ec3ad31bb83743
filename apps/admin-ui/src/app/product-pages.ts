/** Loaded together, when one of them is wanted. */
export { CatalogPage } from "../features/products/components/catalog-page.tsx";
export { ProductPage } from "../features/products/components/product-page.tsx";
export { ProductsPage } from "../features/products/components/products-page.tsx";
