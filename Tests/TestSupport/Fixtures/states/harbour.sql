-- Turns a copy of golden (lms.sqlite opened, credentials.sqlite beside it) into a tiny healthy site:
-- program “Harbour Pilotage” with the courses Charts (run HP101) and Radio (run HP102), learners ines (501) and tomas (502),
-- both with verified, downloadable certificates, awards, grades, and the program credential.
ATTACH 'credentials.sqlite' AS c;
PRAGMA foreign_keys=OFF;
DELETE FROM certificates_certificatedateoverride; DELETE FROM certificates_generatedcertificate; DELETE FROM grades_persistentcoursegrade;
DELETE FROM student_courseenrollment; DELETE FROM auth_userprofile; DELETE FROM auth_user WHERE id<>1; DELETE FROM course_overviews_courseoverview;
DELETE FROM course_modes_coursemode; UPDATE site_configuration_siteconfiguration SET site_values='{}';
DELETE FROM c.credentials_usercredentialdateoverride; DELETE FROM c.credentials_usercredential; DELETE FROM c.records_usergrade; DELETE FROM c.records_programcertrecord;
DELETE FROM c.credentials_coursecertificate; DELETE FROM c.credentials_programcertificate; DELETE FROM c.catalog_program_course_runs; DELETE FROM c.catalog_program_authoring_organizations;
DELETE FROM c.catalog_pathway_programs; DELETE FROM c.catalog_program; DELETE FROM c.catalog_courserun; DELETE FROM c.catalog_course_owners; DELETE FROM c.catalog_course; DELETE FROM c.catalog_organization;
DELETE FROM c.core_user WHERE id>2;
INSERT INTO course_overviews_courseoverview(created,modified,version,id,org,display_name,self_paced,certificates_display_behavior,"end") VALUES
 ('2026-01-01 00:00:00','2026-01-01 00:00:00',19,'course-v1:NqiX+HP101+2026T1','NqiX','Charts',1,'early_no_info',NULL),
 ('2026-01-01 00:00:00','2026-01-01 00:00:00',19,'course-v1:NqiX+HP102+2026T1','NqiX','Radio',1,'early_no_info',NULL);
INSERT INTO course_modes_coursemode(mode_slug,mode_display_name,course_id) VALUES ('verified','Verified','course-v1:NqiX+HP101+2026T1'),('verified','Verified','course-v1:NqiX+HP102+2026T1');
INSERT INTO auth_user(id,username,email) VALUES (501,'ines','ines@example.org'),(502,'tomas','tomas@example.org');
INSERT INTO auth_userprofile(user_id,name) VALUES (501,'Ines Okafor'),(502,'Tomas Lind');
INSERT INTO student_courseenrollment(course_id,created,is_active,mode,user_id) SELECT o.id,'2026-01-10 00:00:00',1,'verified',u.id FROM course_overviews_courseoverview o, auth_user u WHERE u.id>500;
INSERT INTO certificates_generatedcertificate(id,course_id,verify_uuid,grade,status,mode,name,created_date,modified_date,user_id) VALUES
 (11,'course-v1:NqiX+HP101+2026T1','a1','0.87','downloadable','verified','Ines Okafor','2026-05-30 10:00:00','2026-05-30 10:00:00',501),
 (12,'course-v1:NqiX+HP102+2026T1','a2','0.91','downloadable','verified','Ines Okafor','2026-06-18 10:00:00','2026-06-18 10:00:00',501),
 (21,'course-v1:NqiX+HP101+2026T1','b1','0.75','downloadable','verified','Tomas Lind','2026-05-30 10:00:00','2026-05-30 10:00:00',502),
 (22,'course-v1:NqiX+HP102+2026T1','b2','0.80','downloadable','verified','Tomas Lind','2026-06-18 10:00:00','2026-06-18 10:00:00',502);
INSERT INTO grades_persistentcoursegrade(created,modified,user_id,course_id,percent_grade,letter_grade,passed_timestamp)
 SELECT created_date,modified_date,user_id,course_id,CAST(grade AS REAL),'Pass',created_date FROM certificates_generatedcertificate;
INSERT INTO c.catalog_organization(id,created,modified,uuid,key,name,site_id) VALUES (1,'2026-01-01 00:00:00','2026-01-01 00:00:00','0a000000000000000000000000000001','NqiX','Northquay Institute',1);
INSERT INTO c.catalog_course(id,created,modified,uuid,key,title,site_id) VALUES (1,'2026-01-01 00:00:00','2026-01-01 00:00:00','0c000000000000000000000000000001','NqiX+HP101','Charts',1),(2,'2026-01-01 00:00:00','2026-01-01 00:00:00','0c000000000000000000000000000002','NqiX+HP102','Radio',1);
INSERT INTO c.catalog_course_owners(sort_value,course_id,organization_id) VALUES (0,1,1),(0,2,1);
INSERT INTO c.catalog_courserun(id,created,modified,uuid,key,course_id) VALUES (1,'2026-01-01 00:00:00','2026-01-01 00:00:00','0d000000000000000000000000000001','course-v1:NqiX+HP101+2026T1',1),(2,'2026-01-01 00:00:00','2026-01-01 00:00:00','0d000000000000000000000000000002','course-v1:NqiX+HP102+2026T1',2);
INSERT INTO c.catalog_program(id,created,modified,uuid,title,site_id,type,status,type_slug) VALUES (1,'2026-01-01 00:00:00','2026-01-01 00:00:00','3f0c9a7e51d24b8a9c6e0d1b2a3f4e5d','Harbour Pilotage',1,'Professional Certificate','active','professional-certificate');
INSERT INTO c.catalog_program_course_runs(sort_value,program_id,courserun_id) VALUES (0,1,1),(1,1,2);
INSERT INTO c.catalog_program_authoring_organizations(sort_value,program_id,organization_id) VALUES (0,1,1);
INSERT INTO c.credentials_coursecertificate(id,created,modified,is_active,course_id,certificate_type,site_id,course_run_id) VALUES (1,'2026-01-01 00:00:00','2026-01-01 00:00:00',1,'course-v1:NqiX+HP101+2026T1','verified',1,1),(2,'2026-01-01 00:00:00','2026-01-01 00:00:00',1,'course-v1:NqiX+HP102+2026T1','verified',1,2);
INSERT INTO c.credentials_programcertificate(id,created,modified,is_active,site_id,use_org_name,program_uuid,include_hours_of_effort,program_id) VALUES (1,'2026-01-01 00:00:00','2026-01-01 00:00:00',1,1,0,'3f0c9a7e51d24b8a9c6e0d1b2a3f4e5d',0,1);
INSERT INTO c.core_user(id,password,is_superuser,username,first_name,last_name,email,is_staff,is_active,date_joined,lms_user_id,full_name) VALUES
 (11,'!',0,'ines','','','ines@example.org',0,1,'2026-01-01 00:00:00',501,'Ines Okafor'),(12,'!',0,'tomas','','','tomas@example.org',0,1,'2026-01-01 00:00:00',502,'Tomas Lind');
INSERT INTO c.credentials_usercredential(id,created,modified,username,status,uuid,credential_content_type_id,credential_id) VALUES
 (1,'2026-05-30 10:00:05','2026-05-30 10:00:05','ines','awarded','0e000000000000000000000000000001',25,1),
 (2,'2026-06-18 10:00:05','2026-06-18 10:00:05','ines','awarded','0e000000000000000000000000000002',25,2),
 (3,'2026-06-18 10:00:06','2026-06-18 10:00:06','ines','awarded','0e000000000000000000000000000003',26,1),
 (4,'2026-05-30 10:00:05','2026-05-30 10:00:05','tomas','awarded','0e000000000000000000000000000004',25,1),
 (5,'2026-06-18 10:00:05','2026-06-18 10:00:05','tomas','awarded','0e000000000000000000000000000005',25,2),
 (6,'2026-06-18 10:00:06','2026-06-18 10:00:06','tomas','awarded','0e000000000000000000000000000006',26,1);
INSERT INTO c.records_usergrade(created,modified,letter_grade,percent_grade,course_run_id,username,verified,lms_last_updated_at) VALUES
 ('2026-05-30 10:00:05','2026-05-30 10:00:05','Pass','0.87',1,'ines',1,'2026-05-30 10:00:00'),('2026-06-18 10:00:05','2026-06-18 10:00:05','Pass','0.91',2,'ines',1,'2026-06-18 10:00:00'),
 ('2026-05-30 10:00:05','2026-05-30 10:00:05','Pass','0.75',1,'tomas',1,'2026-05-30 10:00:00'),('2026-06-18 10:00:05','2026-06-18 10:00:05','Pass','0.80',2,'tomas',1,'2026-06-18 10:00:00');

