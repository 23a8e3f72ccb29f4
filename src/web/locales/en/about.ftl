about-title = What this is
privacy-title = Privacy
