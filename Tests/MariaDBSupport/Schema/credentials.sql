CREATE TABLE `django_site` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `domain` varchar(100) NOT NULL,
  `name` varchar(50) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `django_site_domain_a2e37b91_uniq` (`domain`)
) ENGINE=InnoDB;
CREATE TABLE `django_content_type` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `app_label` varchar(100) NOT NULL,
  `model` varchar(100) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `django_content_type_app_label_model_76bd3d3b_uniq` (`app_label`,`model`)
) ENGINE=InnoDB;
CREATE TABLE `core_siteconfiguration` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `lms_url_root` varchar(200) NOT NULL,
  `site_id` int(11) NOT NULL,
  `catalog_api_url` varchar(200) NOT NULL,
  `certificate_help_url` varchar(200) DEFAULT NULL,
  `company_name` varchar(255) DEFAULT NULL,
  `homepage_url` varchar(200) DEFAULT NULL,
  `platform_name` varchar(255) DEFAULT NULL,
  `privacy_policy_url` varchar(200) DEFAULT NULL,
  `tos_url` varchar(200) DEFAULT NULL,
  `verified_certificate_url` varchar(200) DEFAULT NULL,
  `enable_linkedin_sharing` tinyint(1) NOT NULL,
  `enable_twitter_sharing` tinyint(1) NOT NULL,
  `twitter_username` varchar(15) DEFAULT NULL,
  `enable_facebook_sharing` tinyint(1) NOT NULL,
  `facebook_app_id` varchar(32) DEFAULT NULL,
  `segment_key` varchar(255) DEFAULT NULL,
  `theme_name` varchar(255) NOT NULL,
  `records_help_url` varchar(200) NOT NULL,
  `partner_from_address` varchar(254) DEFAULT NULL,
  `records_enabled` tinyint(1) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `site_id` (`site_id`)
) ENGINE=InnoDB;
CREATE TABLE `core_user` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `password` varchar(128) NOT NULL,
  `last_login` datetime(6) DEFAULT NULL,
  `is_superuser` tinyint(1) NOT NULL,
  `username` varchar(150) NOT NULL,
  `first_name` varchar(150) NOT NULL,
  `last_name` varchar(150) NOT NULL,
  `email` varchar(254) NOT NULL,
  `is_staff` tinyint(1) NOT NULL,
  `is_active` tinyint(1) NOT NULL,
  `date_joined` datetime(6) NOT NULL,
  `full_name` varchar(255) DEFAULT NULL,
  `lms_user_id` int(11) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `username` (`username`),
  KEY `core_user_lms_user_id_5c20ab0b` (`lms_user_id`),
  KEY `core_user_full_name_e0bd50c2` (`full_name`),
  KEY `core_user_is_staf_c26715_idx` (`is_staff`,`is_superuser`,`is_active`)
) ENGINE=InnoDB;
CREATE TABLE `catalog_organization` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created` datetime(6) NOT NULL,
  `modified` datetime(6) NOT NULL,
  `uuid` uuid NOT NULL,
  `key` varchar(255) NOT NULL,
  `name` varchar(255) NOT NULL,
  `site_id` int(11) NOT NULL,
  `certificate_logo_image_url` varchar(512) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `catalog_organization_site_id_uuid_f931cd5a_uniq` (`site_id`,`uuid`)
) ENGINE=InnoDB;
CREATE TABLE `catalog_course` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created` datetime(6) NOT NULL,
  `modified` datetime(6) NOT NULL,
  `uuid` uuid NOT NULL,
  `key` varchar(255) NOT NULL,
  `title` varchar(255) DEFAULT NULL,
  `site_id` int(11) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `catalog_course_site_id_uuid_b3f629d5_uniq` (`site_id`,`uuid`)
) ENGINE=InnoDB;
CREATE TABLE `catalog_course_owners` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `sort_value` int(11) NOT NULL,
  `course_id` int(11) NOT NULL,
  `organization_id` int(11) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `catalog_course_owners_course_id_organization_id_fefd9c9c_uniq` (`course_id`,`organization_id`),
  KEY `catalog_course_owner_organization_id_b1abdc11_fk_catalog_o` (`organization_id`)
) ENGINE=InnoDB;
CREATE TABLE `catalog_courserun` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created` datetime(6) NOT NULL,
  `modified` datetime(6) NOT NULL,
  `uuid` uuid NOT NULL,
  `key` varchar(255) NOT NULL,
  `title_override` varchar(255) DEFAULT NULL,
  `course_id` int(11) NOT NULL,
  `end_date` datetime(6) DEFAULT NULL,
  `start_date` datetime(6) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `catalog_courserun_course_id_uuid_8aa8bf3a_uniq` (`course_id`,`uuid`),
  KEY `catalog_courserun_end_date_471c9d02` (`end_date`),
  KEY `catalog_courserun_start_date_3e0bba28` (`start_date`)
) ENGINE=InnoDB;
CREATE TABLE `catalog_program` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created` datetime(6) NOT NULL,
  `modified` datetime(6) NOT NULL,
  `uuid` uuid NOT NULL,
  `title` varchar(255) NOT NULL,
  `site_id` int(11) NOT NULL,
  `type` varchar(32) NOT NULL,
  `status` varchar(24) NOT NULL,
  `type_slug` varchar(32) NOT NULL,
  `total_hours_of_effort` smallint(5) unsigned DEFAULT NULL CHECK (`total_hours_of_effort` >= 0),
  PRIMARY KEY (`id`),
  UNIQUE KEY `catalog_program_site_id_uuid_dec665e5_uniq` (`site_id`,`uuid`)
) ENGINE=InnoDB;
CREATE TABLE `catalog_program_course_runs` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `sort_value` int(11) NOT NULL,
  `program_id` int(11) NOT NULL,
  `courserun_id` int(11) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `catalog_program_course_r_program_id_courserun_id_f4aa56d6_uniq` (`program_id`,`courserun_id`),
  KEY `catalog_program_cour_courserun_id_893344f5_fk_catalog_c` (`courserun_id`)
) ENGINE=InnoDB;
CREATE TABLE `catalog_program_authoring_organizations` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `sort_value` int(11) NOT NULL,
  `program_id` int(11) NOT NULL,
  `organization_id` int(11) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `catalog_program_authorin_program_id_organization__52486f05_uniq` (`program_id`,`organization_id`),
  KEY `catalog_program_auth_organization_id_b5f74673_fk_catalog_o` (`organization_id`)
) ENGINE=InnoDB;
CREATE TABLE `catalog_pathway` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created` datetime(6) NOT NULL,
  `modified` datetime(6) NOT NULL,
  `uuid` uuid NOT NULL,
  `name` varchar(255) NOT NULL,
  `org_name` varchar(255) NOT NULL,
  `email` varchar(254) NOT NULL,
  `site_id` int(11) NOT NULL,
  `pathway_type` varchar(32) NOT NULL,
  `status` varchar(24) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `catalog_pathway_site_id_uuid_fa5e5498_uniq` (`site_id`,`uuid`)
) ENGINE=InnoDB;
CREATE TABLE `catalog_pathway_programs` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `sort_value` int(11) NOT NULL,
  `pathway_id` int(11) NOT NULL,
  `program_id` int(11) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `catalog_pathway_programs_pathway_id_program_id_4a4a2301_uniq` (`pathway_id`,`program_id`),
  KEY `catalog_pathway_prog_program_id_b3dc0f3a_fk_catalog_p` (`program_id`)
) ENGINE=InnoDB;
CREATE TABLE `credentials_coursecertificate` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created` datetime(6) NOT NULL,
  `modified` datetime(6) NOT NULL,
  `is_active` tinyint(1) NOT NULL,
  `title` varchar(255) DEFAULT NULL,
  `course_id` varchar(255) NOT NULL,
  `certificate_type` varchar(255) NOT NULL,
  `site_id` int(11) NOT NULL,
  `course_run_id` int(11) DEFAULT NULL,
  `certificate_available_date` datetime(6) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `credentials_coursecertif_course_id_certificate_ty_fd898757_uniq` (`course_id`,`certificate_type`,`site_id`),
  UNIQUE KEY `course_run_id` (`course_run_id`),
  KEY `credentials_coursecertificate_site_id_30e038b0_fk_django_site_id` (`site_id`)
) ENGINE=InnoDB;
CREATE TABLE `credentials_programcertificate` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created` datetime(6) NOT NULL,
  `modified` datetime(6) NOT NULL,
  `is_active` tinyint(1) NOT NULL,
  `title` varchar(255) DEFAULT NULL,
  `site_id` int(11) NOT NULL,
  `use_org_name` tinyint(1) NOT NULL,
  `program_uuid` uuid NOT NULL,
  `include_hours_of_effort` tinyint(1) NOT NULL,
  `language` varchar(8) DEFAULT NULL,
  `program_id` int(11) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `credentials_programcerti_site_id_program_uuid_6ad19012_uniq` (`site_id`,`program_uuid`),
  UNIQUE KEY `program_id` (`program_id`),
  KEY `credentials_programcertificate_program_uuid_99dbe250` (`program_uuid`)
) ENGINE=InnoDB;
CREATE TABLE `credentials_usercredential` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created` datetime(6) NOT NULL,
  `modified` datetime(6) NOT NULL,
  `credential_id` int(10) unsigned NOT NULL CHECK (`credential_id` >= 0),
  `username` varchar(255) NOT NULL,
  `status` varchar(255) NOT NULL,
  `uuid` uuid NOT NULL,
  `credential_content_type_id` int(11) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `credentials_usercredenti_username_credential_cont_dcc2a049_uniq` (`username`,`credential_content_type_id`,`credential_id`),
  UNIQUE KEY `credentials_usercredential_uuid_2a4cc85c_uniq` (`uuid`),
  KEY `credentials_usercred_credential_content_t_e03cdfa7_fk_django_co` (`credential_content_type_id`),
  KEY `credentials_usercredential_username_db575ed9` (`username`),
  KEY `credentials_usercredential_credential_id_53566cad` (`credential_id`)
) ENGINE=InnoDB;
CREATE TABLE `credentials_usercredentialattribute` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created` datetime(6) NOT NULL,
  `modified` datetime(6) NOT NULL,
  `name` varchar(255) NOT NULL,
  `value` varchar(255) NOT NULL,
  `user_credential_id` int(11) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `credentials_usercredenti_user_credential_id_name_7697f8cf_uniq` (`user_credential_id`,`name`)
) ENGINE=InnoDB;
CREATE TABLE `credentials_usercredentialdateoverride` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created` datetime(6) NOT NULL,
  `modified` datetime(6) NOT NULL,
  `date` datetime(6) NOT NULL,
  `user_credential_id` int(11) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `user_credential_id` (`user_credential_id`)
) ENGINE=InnoDB;
CREATE TABLE `records_usergrade` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created` datetime(6) NOT NULL,
  `modified` datetime(6) NOT NULL,
  `letter_grade` varchar(255) NOT NULL,
  `percent_grade` decimal(5,4) NOT NULL,
  `course_run_id` int(11) NOT NULL,
  `username` varchar(150) NOT NULL,
  `verified` tinyint(1) NOT NULL,
  `lms_last_updated_at` datetime(6) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `records_usergrade_username_course_run_id_91cce647_uniq` (`username`,`course_run_id`),
  KEY `records_usergrade_course_run_id_18c0f9f6_fk_catalog_courserun_id` (`course_run_id`)
) ENGINE=InnoDB;
CREATE TABLE `records_programcertrecord` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created` datetime(6) NOT NULL,
  `modified` datetime(6) NOT NULL,
  `uuid` uuid NOT NULL,
  `certificate_id` int(11) DEFAULT NULL,
  `user_id` int(11) NOT NULL,
  `program_id` int(11) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uuid` (`uuid`),
  UNIQUE KEY `records_programcertrecord_program_id_user_id_e601fe65_uniq` (`program_id`,`user_id`),
  KEY `records_programcertrecord_user_id_be0b99ff_fk_core_user_id` (`user_id`),
  KEY `records_programcertrecord_certificate_id_c615b170` (`certificate_id`)
) ENGINE=InnoDB;
CREATE TABLE `records_usercreditpathway` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created` datetime(6) NOT NULL,
  `modified` datetime(6) NOT NULL,
  `status` varchar(15) NOT NULL,
  `user_id` int(11) NOT NULL,
  `pathway_id` int(11) NOT NULL,
  `program_id` int(11) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `records_usercreditpathwa_user_id_pathway_id_progr_4cd6c830_uniq` (`user_id`,`pathway_id`,`program_id`),
  KEY `records_usercreditpathway_user_id_a1d6f63b` (`user_id`),
  KEY `records_usercreditpa_pathway_id_85e3bd3b_fk_catalog_p` (`pathway_id`),
  KEY `records_usercreditpa_program_id_58a1bb1e_fk_catalog_p` (`program_id`)
) ENGINE=InnoDB;
