import { nearestNames } from "./suggest.ts";

/**
 * Keys that the AWS CLI, the SDKs or this tool read in a profile:
 * https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html and `aws help config-vars`.
 */
const knownKeys = new Set(
  (
    "account_id_endpoint_mode api_versions auth_scheme_preference aws_access_key_id aws_account_id aws_expiration " +
    "aws_credential_expiration aws_secret_access_key aws_security_token aws_session_token awsmfa_function ca_bundle cli_auto_prompt " +
    "cli_binary_format cli_error_format cli_follow_urlparam cli_help_output cli_history cli_pager cli_timestamp_format " +
    "credential_process credential_source defaults_mode disable_request_compression duration_seconds ec2_metadata_service_endpoint " +
    "ec2_metadata_service_endpoint_mode ec2_metadata_v1_disabled endpoint_discovery_enabled endpoint_url expiration external_id " +
    "ignore_configured_endpoint_urls login_session max_attempts mfa_process mfa_serial output parameter_validation region " +
    "request_checksum_calculation request_min_compression_size_bytes response_checksum_validation retry_mode role_arn " +
    "role_session_name s3 s3_disable_express_session_auth s3_disable_multiregion_access_points s3_us_east_1_regional_endpoint " +
    "s3_use_arn_region sdk_ua_app_id services session_tags sigv4a_signing_region_set source_identity source_profile sso_account_id " +
    "sso_account_name sso_auto_populated sso_region sso_registration_scopes sso_role_name sso_session sso_start_url " +
    "sts_regional_endpoints tcp_keepalive transitive_session_tags use_dualstack_endpoint use_fips_endpoint user_agent_appid " +
    "web_identity_token_file x_security_token_expires"
  ).split(" "),
);

/** The keys that a key unknown to everybody was perhaps meant to be, best first; empty for a known one, and where nothing is near. */
export function keysMeantBy(key: string): string[] {
  return knownKeys.has(key) ? [] : nearestNames(key, knownKeys);
}
