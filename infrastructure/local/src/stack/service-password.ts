/**
 * The password of the services' role on servers that listen on 127.0.0.1 only. One for the stack and the tests, because a
 * role belongs to the whole server: another password would lock out whoever shares it.
 */
export const SERVICE_PASSWORD = "chorus-service";
