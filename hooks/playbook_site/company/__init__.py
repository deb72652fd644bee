"""The company that publishes the site: what authors may write in company.yml."""
