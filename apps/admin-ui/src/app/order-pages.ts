/** Loaded together, when one of them is wanted. */
export { OrderPage } from "../features/orders/components/order-page.tsx";
export { OrdersPage } from "../features/orders/components/orders-page.tsx";
